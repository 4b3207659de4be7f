/** Why a chart does not become objects, in Helm's words where Helm has some. */
export class HelmError extends Error {
  override readonly name = 'HelmError';
}
