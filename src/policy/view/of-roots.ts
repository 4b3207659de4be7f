/**
 * Names the roots of what one finding says of several objects; of a single one its place tells.
 *
 * @param roots as {@link Found.together} gets them
 * @returns what follows the objects' names in a sentence
 */
export function ofRoots(areMany: boolean, roots: string): string {
  return areMany ? ` of ${roots}` : '';
}
