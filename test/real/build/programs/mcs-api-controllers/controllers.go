// Package controllers stands in for sigs.k8s.io/mcs-api/controllers, which is on no proxy: Cilium needs one name of it.
package controllers

// DerivedServiceAnnotation names the service that was made for an import, as Cilium documents it too:
// Documentation/network/clustermesh/mcsapi.rst.
const DerivedServiceAnnotation = "multicluster.kubernetes.io/derived-service"
