/** Names of links in the JSON of nft: what is matched says whether a text is one. */
import type { Data, Fields } from './json';
import type { NameMap } from './names';

/** What nft calls the name of a link. */
const linkKeys = new Set(['iif', 'iifname', 'oif', 'oifname', 'ibrname', 'obrname', 'sdif', 'sdifname']);

/** The object with the names of links replaced that a match, a map or a set has; all else as it is. */
export function linksIn(data: Fields, names: NameMap): Fields {
  const { left, right, key, data: cases, type, elem } = data;
  if (right !== undefined && isFields(left)) return { ...data, right: replaced(right, partsOf(left), names) };
  if (isFields(key) && isFields(cases)) return { ...data, data: replaced(cases, partsOf(key), names) };
  if (Array.isArray(elem) && type !== undefined)
    return {
      ...data,
      elem: replaced(
        elem,
        [type].flat().map((part) => part === 'ifname'),
        names,
      ),
    };
  return data;
}

/** Whether each part of what is matched is the name of a link. */
function partsOf(matched: Fields): boolean[] {
  const parts = Array.isArray(matched.concat) ? matched.concat : [matched];
  return parts.map((part) => isFields(part) && isFields(part.meta) && linkKeys.has(`${part.meta.key}`));
}

/** A text, or several; of pairs it is the first that is matched. */
function replaced(data: Data, isLink: readonly boolean[], names: NameMap): Data {
  if (typeof data === 'string') return isLink[0] && !data.startsWith('@') ? names.link(data) : data;
  if (Array.isArray(data))
    return data.map((item) =>
      Array.isArray(item)
        ? [replaced(item[0]!, isLink, names), ...item.slice(1)]
        : replaced(item, isLink, names),
    );
  if (!isFields(data)) return data;
  const { concat, set, elem, val } = data;
  if (Array.isArray(concat))
    return { ...data, concat: concat.map((part, i) => replaced(part, [isLink[i] ?? false], names)) };
  if (set !== undefined) return { ...data, set: replaced(set, isLink, names) };
  if (elem !== undefined) return { ...data, elem: replaced(elem, isLink, names) };
  return val === undefined ? data : { ...data, val: replaced(val, isLink, names) };
}

const isFields = (data: Data | undefined): data is Fields =>
  typeof data === 'object' && data !== null && !Array.isArray(data);
