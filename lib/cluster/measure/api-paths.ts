/** Where the API has what is called without kubectl. */
export const apiPaths = {
  nodes: '/api/v1/nodes',
  daemonSets: '/apis/apps/v1/daemonsets',
  pods: (namespace: string) => `/api/v1/namespaces/${namespace}/pods`,
  log: (namespace: string, pod: string) => `/api/v1/namespaces/${namespace}/pods/${pod}/log`,
  policy: (namespace: string, name: string) =>
    `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies/${name}`,
} as const;

/** In place of a name: any. */
export const anyName = '[^/]+';
