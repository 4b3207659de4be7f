/** Something that promoted objects refer to and the target does not have. */
export interface Need {
  readonly kind:
    | 'namespace'
    | 'crd'
    | 'source'
    | 'service-account'
    | 'depends-on'
    | 'variables'
    | 'secret'
    | 'config'
    | 'claim';
  /** What is missing, as `Namespace/foo`. */
  readonly object: string;
  /** Which object asks for it, as `Deployment/foo-app`. */
  readonly by: string;
  readonly cluster: string;
  /** The name by which it can be promoted; absent where nobody may or can copy it. */
  readonly promotable: string | undefined;
}
