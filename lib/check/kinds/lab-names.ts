import type { Prediction } from '../../datapath';
import { protocols } from '../../net';
import { askedService, behindService, dnsService } from '../asked-service';
import type { Check } from '../check';
import { predictedAmong } from '../predicted-reach';
import type { Scene } from './kind';
import { askers, lackOf } from './lab-services';

/** From every pod and node, for each name that a lab's name servers know. */
export function labNames({ testbed, family, predictions }: Scene): Check[] {
  const { datapath } = testbed;
  const servers = behindService(datapath, dnsService);
  const late = datapath.namesLateMs;
  if (!predictions || servers.length === 0) return [];
  return askers(datapath).flatMap((from) => {
    const ways = new Map<string, readonly Prediction[]>(); // all names go the same way
    return (datapath.names ?? []).flatMap(({ id: to, addresses }) =>
      protocols.flatMap((protocol): Check[] => {
        const own = addresses[family];
        const check = { id: 'dns', from: from.id, to, family, protocol };
        const asked = askedService(datapath, check);
        if (!own || !asked) return [];
        const each = ways.get(protocol) ?? predictions.ofService(from, asked, protocol, ways.get('tcp'));
        ways.set(protocol, each);
        return [
          {
            ...check,
            required: { addresses: own.map(String).sort(), answeredBy: servers },
            predicted: { ...predictedAmong(each), ...(late !== undefined && { afterMs: late }) },
            skip: lackOf(datapath, each),
          },
        ];
      }),
    );
  });
}
