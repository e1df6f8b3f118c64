import { choiceOption, hostsOption, nameOption, rangeOption } from '../option-kinds';

/** What NSX has, and no plan knows. */
export const nsxOptions = {
  managers: hostsOption({ takes: '<NSX managers>', about: 'NSX managers, with commas between' }),
  thumbprint: nameOption({ takes: '<SHA-256>', about: "thumbprint of the managers' certificate" }),
  topTierRouter: nameOption({
    takes: '<gateway ID>',
    about: 'ID of the tier-0 or tier-1 gateway; must exist',
  }),
  overlayTz: nameOption({
    takes: '<transport zone ID>',
    about: 'ID of the overlay transport zone; must exist',
  }),
  edgeCluster: nameOption({ takes: '<edge cluster ID>', about: 'ID of the edge cluster; must exist' }),
  uplink: nameOption({ takes: '<interface>', about: "the nodes' interface that Open vSwitch takes" }),
  snat: choiceOption(
    { takes: '<on|off>', about: 'whether pods get an address of the external pool outside', otherwise: 'on' },
    ['on', 'off'],
  ),
  externalPool: rangeOption({
    takes: '<range>',
    about: 'addresses for that, and for Services',
    absent: 'a free range beside the plan',
  }),
};
