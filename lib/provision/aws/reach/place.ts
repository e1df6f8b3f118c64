import type { Place } from '../../exchange/exchange';

/** Where a stack is on AWS, by its outputs. */
export type AwsPlace = Place<'bucket' | 'region'>;
