import type { Json } from '../random.ts';

/** The files that stand beside a kustomization because its fields name them. */
export class KeptFiles {
  readonly files = new Map<string, Json>();

  /** Keeps a value as a YAML file. @returns its name */
  keep(stem: string, body: Json): string {
    const name = `${stem}-${this.files.size}.yaml`;
    this.files.set(name, body);
    return name;
  }

  /** Keeps a text as it is. @returns its name */
  text(name: string, content: string): string {
    this.files.set(name, content);
    return name;
  }
}
