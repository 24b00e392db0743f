/** Names of saved sessions: all that has to be known of them before one comes. */

export const sessionExtension = "ridgepoint.json";

/** Browsers number a second download of one name: "resnet18.ridgepoint (1).json". */
export const isSessionName = (name: string): boolean => /\.ridgepoint[^/\\]*\.json$/i.test(name);
