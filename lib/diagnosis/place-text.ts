import type { Place } from './cause';

/** What failures have in common, as the end of a sentence; empty where they have nothing in common. */
export function placeText(place: Place | undefined): string {
  return place ? `; ${inWords(place)}` : '';
}

function inWords(place: Place): string {
  switch (place.code) {
    case 'from-to':
      return `all of them go from ${place.from} to ${place.to}`;
    case 'from':
      return `all of them start at ${place.node}`;
    case 'to':
      return `all of them go to ${place.node}`;
    case 'at':
      return `all of them have ${place.node} at one end`;
    case 'between':
      return `all of them are between ${place.nodes.join(' and ')}`;
    case 'crossing':
      return 'all of them go between nodes, while what stays on its node passes: look at the tunnel or the routes between nodes';
  }
}
