# The join configuration with what only the first control plane knows: the token, the CA's pin, the certificates' key.
.discovery.bootstrapToken += {token: $data[0].token, caCertHashes: [$data[0].pin]}
| if .controlPlane then .controlPlane.certificateKey = $data[0].certificateKey else . end
