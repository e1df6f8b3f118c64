import type { Kubectl } from '../runner/kubectl';
import { objectsOf } from '../untrusted/api-objects';
import { controlResources } from '../words';
import type { ControlObjects } from './ports';

/** What the API says of itself, as far as it may be read: what goes wrong with it ends no run. */
export async function controlObjects(kubectl: Kubectl): Promise<ControlObjects> {
  try {
    const { stdout } = await kubectl.attempt(['get', ...controlResources, '--output', 'json']);
    const { items } = JSON.parse(stdout) as { items: { readonly kind: string }[] };
    const of = (wanted: string) => items.filter(({ kind }) => kind === wanted);
    return {
      services: objectsOf('services', of('Service')),
      endpointSlices: objectsOf('endpointSlices', of('EndpointSlice')),
    };
  } catch {
    return { services: [], endpointSlices: [] };
  }
}
