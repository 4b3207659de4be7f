/** Why an artifact cannot be put together here, though Flux may do so: the end of a sentence that its name begins. */
export class NotComposed extends Error {}

/** Why Flux cannot put it together, in the controller's words. */
export class CopyFailure extends Error {}
