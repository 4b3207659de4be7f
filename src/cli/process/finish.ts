/** Takes the exit code of a command whose work went well. */
export type Finish = (exitCode: number) => void;
