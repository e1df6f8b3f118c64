import { dropText } from './drop-text';
import type { Unreached } from './unreached';

/** Why an exchange does not come about, in words: half a sentence without a full stop. */
export function unreachedText(why: Unreached): string {
  switch (why.code) {
    case 'dropped':
      return dropText(why.drop);
    case 'answer-dropped':
      return `${why.reached} gets the packet, but its answer does not come back: ${dropText(why.drop)}`;
    case 'answer-astray':
      return `${why.reached} gets the packet, but its answer does not come back: it goes to ${why.host}, which has the address ${why.address} too`;
    case 'answer-untranslated':
      return `${why.reached} gets the packet, but its answer comes from ${why.address} in place of ${why.asked}: it passes nobody who translates it back`;
    case 'other-answers':
      return `${why.address} is also the address of ${why.self ? `${why.answeredBy} itself` : why.answeredBy}, which answers in place of ${why.meant}`;
    case 'cut-off':
      return `${why.link} of ${why.host} is down`;
  }
}
