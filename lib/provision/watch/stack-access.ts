import type { Cloud } from '../cloud';
import type { Exchange, Place } from '../exchange/exchange';

/** A deployed stack, and where its machines exchange files with their user. */
export interface StackAccess {
  readonly stack: string;
  /** What of its cloud is asked once it is deployed. */
  readonly cloud: Pick<Cloud, 'name' | 'title' | 'exchange' | 'reach' | 'sweep'>;
  readonly place: Place;
}

/** Opens the stack's exchange; it connects at the first use. */
export function exchangeOf({ stack, cloud, place }: StackAccess): Exchange {
  return cloud.exchange.open(stack, place);
}

/** Where people find an object of the stack's exchange. */
export function urlOf({ cloud, place }: StackAccess, key: string): string {
  return `${cloud.exchange.urlOf(place)}/${key}`;
}
