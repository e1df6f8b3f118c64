/** An INI file as strict readers have it: anything that they could take for something else is an error. */
export function iniSections(text: string): Record<string, Record<string, string>> {
  const sections: Record<string, Record<string, string>> = {};
  let open: Record<string, string> | undefined;
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [, name] = /^\[([A-Za-z0-9_]+)\]$/.exec(line) ?? [];
    const [, key, value] =
      /^([a-z0-9_]+) = ([^\s"'`#;\\$%](?:[^"'`#;\\$%]*[^\s"'`#;\\$%])?)$/.exec(line) ?? [];
    if (name !== undefined) open = sections[name] = {};
    else if (key !== undefined && value !== undefined && open) open[key] = value;
    else throw new Error(`this is neither a section nor a key with a plain value: ${line}`);
  }
  return sections;
}
