export { TargetError } from '../target-error';
