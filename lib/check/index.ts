/** What must hold and what does: kinds of checks, the matrix that they make, and the judge. */
export {
  answeringTo,
  apiServerService,
  askedService,
  behindService,
  dnsService,
  isControl,
  isOfName,
  standsOnPackets,
  waysOf,
  worstOf,
} from './asked-service';
export {
  answerTimesSchema,
  type Check,
  type CheckResult,
  checkResultSchema,
  type Observed,
  type Predicted,
  type Required,
  type Requirement,
  type Verdict,
} from './check';
export type { ClusterSource, ClusterUnderTest, ServiceFact } from './cluster-under-test';
export { Explainer } from './explained';
export { failureSchema, lackSchema } from './failure';
export { checkKinds } from './kinds';
export type { CheckKind, Facts, PairScene, Question, Scene } from './kinds/kind';
export { asksForSize, isDirect, kindOf } from './kinds/kind-of';
export { checkMatrix, type MatrixOptions } from './matrix';
export { everyPair, insiders, type Pair, samplePairs } from './pairs';
export { type Reason, reasonSchema, type Unreachable } from './reason';
export { failureText, lackText, predictedText, reasonText } from './reason-text';
export { requirementText } from './requirement';
export { failed, judge, judgePrediction, skip } from './verdict';
