import { describeEdits } from '../support/edits';
import { editsFromReports } from './edits/from-reports';

describeEdits('of an edit of a lab after a public report no false cause is stated', editsFromReports);
