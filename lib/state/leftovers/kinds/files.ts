import { configPath } from '../seen';
import type { Finder } from './finder';

/** What libcni loads; a file with another end is nobody's configuration any more. */
const loaded = /\.(conf|conflist|json)$/;

/** CNI configuration. The runtime takes the first file by name, whoever has left it. */
export const config: Finder = (seen, { traces, replaced, running }) => {
  const [first] = seen.config.filter((file) => loaded.test(file)).sort();
  return seen.config
    .filter((file) => traces.config.test(file) && !running(file))
    .map((file) => ({
      kind: 'config',
      name: configPath(file),
      with: [],
      harms: file === first ? [{ code: 'called', instead: replaced }] : [],
      commands: [['rm', ...(mayBeFolder(file) ? ['-r'] : []), configPath(file)]],
    }));
};

const mayBeFolder = (file: string) => !/\.|kubeconfig$/.test(file);

/** Folders of state. */
export const folders: Finder = (seen, { traces }) =>
  (traces.folders ?? [])
    .filter((folder) => seen.folders?.includes(folder))
    .map((folder) => ({
      kind: 'folder',
      name: folder,
      with: [],
      harms: [],
      commands: [['rm', '-r', folder]],
    }));
