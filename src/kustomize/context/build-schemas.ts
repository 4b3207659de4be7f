import { builtinSchemas, type Schemas } from '../../kubernetes/api/schemas.ts';
import type { Resource } from '../model/resource.ts';

/**
 * The schemas of one build. A root, or the first base that has one, may give its own instead of the built-in one; but
 * the built-in one stays where it was read before, or has been asked for and not read yet.
 *
 * @see kustomize kyaml/openapi SetSchema, initSchema, IsNamespaceScoped
 */
export class BuildSchemas {
  #known: Schemas = builtinSchemas;
  #builtin: 'untouched' | 'asked' | 'read' = 'untouched';
  #isDecided = false;
  #clusterScoped: ReadonlySet<string> = new Set();

  /** Whether a kustomization has given a schema, or a version of the built-in one: later ones change nothing. */
  get isDecided(): boolean {
    return this.#isDecided;
  }

  /** Gives what is known, to be looked into. */
  read(): Schemas {
    if (!this.#isDecided) this.#builtin = 'read';
    return this.#known;
  }

  /** Notes that the scope of objects is asked for: kustomize has a list of built-in kinds, and opens its schema for others. */
  ask(resources: readonly Resource[]): void {
    if (this.#builtin !== 'untouched' || this.#isDecided) return;
    const isForeign = ({ apiVersion, kind }: Resource) => builtinSchemas.schemaFor(apiVersion, kind) === undefined;
    if (resources.some(isForeign)) this.#builtin = 'asked';
  }

  /** Keeps to the built-in schema. */
  keepBuiltin(): void {
    this.#isDecided = true;
  }

  /** Takes on what a part of the build has looked into, which has not decided anything. */
  include(part: BuildSchemas): void {
    if (part.#builtin === 'read' || this.#builtin === 'untouched') this.#builtin = part.#builtin;
  }

  /** @returns objects that know whether the schema holds them for cluster-scoped, beside the kinds built in. */
  scoped(resources: readonly Resource[]): readonly Resource[] {
    if (this.#clusterScoped.size === 0) return resources;
    return resources.map((resource) => {
      const isScoped = this.#clusterScoped.has(`${resource.apiVersion} ${resource.kind}`);
      return isScoped ? resource.withTrail({ isClusterScoped: true }) : resource;
    });
  }

  /**
   * Takes a schema on. What is read later wins.
   *
   * @param clusterScoped `<apiVersion> <kind>` of those that are not namespaced
   */
  adopt(own: Schemas, clusterScoped: ReadonlySet<string>): void {
    this.#isDecided = true;
    this.#clusterScoped = clusterScoped;
    if (this.#builtin === 'untouched') this.#known = own;
    else this.#known = this.#builtin === 'read' ? own.over(builtinSchemas) : builtinSchemas.over(own);
  }
}
