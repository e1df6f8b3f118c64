/** What snapshot tests of plans and stacks compare: texts that a person can read in a review. */
export { planSnapshot } from './plan-snapshot';
export { type StackSerializer, stackSerializer } from './stack-serializer';
