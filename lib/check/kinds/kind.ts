/** The contract of a check kind: one object that says all there is to know of it. index.ts is the only list. */
import type { Endpoint, Prediction } from '../../datapath';
import type { Family } from '../../net';
import type { AskedKind } from '../../prober/questions/report';
import type { Testbed } from '../../testbed';
import type { Check, Observed, Requirement } from '../check';
import type { ClusterUnderTest } from '../cluster-under-test';
import type { Judgement } from '../judgement';
import type { Predictions } from '../predictions';

/** What checks are made from, of one family. */
export interface Scene {
  readonly testbed: Testbed;
  readonly family: Family;
  /** Absent: the datapath is not known, so that nothing is predicted and less is required. */
  readonly predictions?: Predictions;
  /** What only a Kubernetes cluster has; absent in labs. */
  readonly cluster?: ClusterUnderTest;
}

/** An ordered pair of endpoints, with what the walk says of it. */
export interface PairScene extends Scene {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly tcp?: Prediction;
  readonly udp?: Prediction;
  /** Source addresses that the receiver may see. @default any */
  readonly sources?: readonly string[];
}

/** What a prober is asked to find out. */
export type Question =
  /** Whether the other end answers over the check's protocol, who it is, and which source address it saw. */
  | 'exchange'
  /** The largest packet that arrives unfragmented. */
  | 'size'
  /** Which addresses an endpoint has, or what a name stands for. */
  | 'addresses';

/** What a report's cell shows of a check: short words for each column. */
export interface Facts {
  /** What the row is called. @default the protocol of direct checks, else the id */
  readonly label?: string;
  required(check: Check): string;
  predicted(check: Check): string;
  observed(observed: Observed): string;
}

/** One kind of check. */
export interface CheckKind {
  /** What its ids begin with: `pod-to-pod` of `pod-to-pod/cross-node`, `mtu/path`. */
  readonly id: string;
  /** What it asks of the network, a line for reports. */
  readonly title: string;
  /** Requirement of Kubernetes that it stands for. Kinds without one have a row of their own in reports. */
  readonly requirement?: Requirement;
  /** A row of its own, beside its requirement's. @default false */
  readonly ownRow?: boolean;
  readonly question: Question;
  /** Whether it is about packets straight from endpoint to endpoint, which everything else rests on. @default false */
  readonly direct?: boolean;
  /** Name of its question in the reports of Jobs. @default its id */
  readonly asked?: AskedKind;
  /** Its checks, but for those of pairs. @default none */
  checks?(scene: Scene): Check[];
  /** Its checks of one ordered pair. @default none */
  ofPair?(scene: PairScene): Check[];
  /** Holds what was observed against what is required. */
  judge(check: Check, observed: Observed): Judgement;
  /** What would be observed if the prediction came true; undefined where nothing is predicted. */
  predict(check: Check): Observed | undefined;
  /** Whether what was observed differs from the prediction. */
  differs(check: Check, observed: Observed): boolean;
  readonly facts: Facts;
}
