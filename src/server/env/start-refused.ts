/** Why the server does not start, as one sentence for the person who started it: its message needs no stack. */
export class StartRefused extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'StartRefused';
  }
}
