/** SHA-256 of Helm's release archives for Linux, as its release page lists them. One line for each version in use. */
export const helmChecksums: Readonly<Record<string, Readonly<Record<'amd64' | 'arm64', string>>>> = {
  'v4.2.4': {
    amd64: 'c306b46f719b0a4da32d0f78ee21bf90ce8d602f15b22ab753f0674d1670a7f3',
    arm64: '564de2191b881e9f71b5606b25345821ea1682f06ab90499d3ab22b530176da1',
  },
  'v3.21.4': {
    amd64: '61f88ab166748cb19604d7884cb100ae9ccb13804ddeb98e08af167eacbb6a14',
    arm64: 'b54c04b4e0b2540bbdc08c17a121dab70e9a2ed0de5705528fec68a5fd3b85a7',
  },
};
