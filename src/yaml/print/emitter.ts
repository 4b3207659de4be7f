const BEST_WIDTH = 80;

/** Text under construction, with the state by which libyaml's emitter decides on white space. */
export class Emitter {
  out = '';
  column = 0;
  /** Whether the last thing written was white space. */
  whitespace = true;
  /** Whether nothing but indentation and indicators stand on the line. */
  indention = true;

  /** libyaml's `yaml_emitter_write_indent`. */
  indent(to: number): void {
    if (!this.indention || this.column > to || (this.column === to && !this.whitespace)) this.break();
    if (this.column < to) {
      this.out += ' '.repeat(to - this.column);
      this.column = to;
    }
    this.whitespace = true;
    this.indention = true;
  }

  /** libyaml's `yaml_emitter_write_indicator`. */
  indicate(text: string, needsSpace: boolean, isSpace: boolean, isIndention: boolean): void {
    if (needsSpace && !this.whitespace) this.put(' ');
    this.put(text);
    this.whitespace = isSpace;
    this.indention = this.indention && isIndention;
  }

  /** Writes text of one line, every character one column wide. */
  put(text: string): void {
    this.out += text;
    this.column += text.length;
  }

  break(): void {
    this.out += '\n';
    this.column = 0;
  }

  /** Writes a line break of a scalar: a line feed, or a Unicode one as it is. */
  breakWith(character: string): void {
    this.out += character;
    this.column = 0;
    this.indention = true;
  }

  get isWide(): boolean {
    return this.column > BEST_WIDTH;
  }
}
