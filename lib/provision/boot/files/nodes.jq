# Lines "name range[,range] role" to a list of Node objects. The API server takes a pod range once, from empty only.
{
  apiVersion: "v1",
  kind: "List",
  items: [
    inputs | split(" ") | {
      apiVersion: "v1",
      kind: "Node",
      metadata: {name: .[0], labels: {"kubernetes.io/hostname": .[0]}},
      spec: {podCIDR: (.[1] / ",")[0], podCIDRs: (.[1] / ",")}
    }
  ]
}
