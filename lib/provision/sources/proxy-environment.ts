import type { Plan } from '../../plan';
import { withoutProxy } from './no-proxy';
import type { Sources } from './spec';

/**
 * The proxy as programs take it from their environment, by the names in lower case; empty where there is none.
 * @param further what the cloud adds to what is reached without it. @default nothing
 */
export function proxyEnvironment(
  plan: Plan,
  proxy: Sources['proxy'],
  further: readonly string[] = [],
): Readonly<Record<string, string>> {
  if (!proxy) return {};
  const { http, https = http, noProxy } = proxy;
  return {
    ...(http !== undefined && { http_proxy: http }),
    ...(https !== undefined && { https_proxy: https }),
    no_proxy: withoutProxy(plan, noProxy, further).join(','),
  };
}
