# Names of the planned nodes whose kubelet has not reported yet; false (and so exit code 1) while there are some.
[.items[] | select(.status.nodeInfo.kubeletVersion // "" != "") | .metadata.name] as $joined
| [$plan | rtrimstr("\n") / "\n" | .[] | (. / " ")[0]] - $joined
| if . == [] then true else ., false end
