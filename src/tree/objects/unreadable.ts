/** Thrown where an object that was asked for is not to be had, or is not what it should be: fetching does not help. */
export class Unreadable extends Error {}
