import { packageFile } from '../../base/render';

/** A script that tells nodes of clusters that the testbed has not made: with the function that knows their signs. */
export const scriptKnowingOthers = (name: 'reset' | 'standing'): string =>
  ['foreign', name].map((part) => packageFile(`provision/machines/files/${part}.sh`)).join('');
