import { describeEdits } from '../support/edits';
import { editsByOthers } from './edits/by-others';

describeEdits(
  'of an edit by somebody who has not read the diagnosis no false cause is stated',
  editsByOthers,
);
