/** Takes a command's exit code. */
export type Finish = (code: number) => void;
