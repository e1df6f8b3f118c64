/**
 * In the bundled app, this takes the place of the library by which CDKTF packs folders: it and what it brings take a tenth of the
 * app's time to load. No stack here has an archive as an asset, and bundled CDKTF cannot make one: it would start its own
 * source file for that.
 */
export default function noArchiver(): never {
  throw new Error('an asset cannot be an archive in the bundled app');
}
