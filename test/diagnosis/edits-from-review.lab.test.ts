import { describeEdits } from '../support/edits';
import { editsFromReview } from './edits/from-review';

describeEdits('of an edit that was once said falsely no false cause is stated', editsFromReview);
