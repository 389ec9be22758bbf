/** The actions of each view, by the view's id. Each is loaded when its view is first opened. */
export function createViewActions() {
  return {
    all: once(() => import('./all/actions').then((file) => file.createAllActions())),
    import: once(() => import('./import/actions').then((file) => file.createImportActions())),
    backup: once(() => import('./backup/actions').then((file) => file.createBackupActions())),
    duplicates: once(() => import('./duplicates/actions').then((file) => file.createDuplicatesActions())),
    replies: once(() => import('./replies/actions').then((file) => file.createRepliesActions())),
    schema: once(() => import('./schema/actions').then((file) => file.createSchemaActions())),
  };
}

/** The actions of a view are made once: what they cache is still there when the view is opened again. */
function once<A>(make: () => Promise<A>): () => Promise<A> {
  let made: Promise<A> | null = null;
  return () => {
    made ??= make();
    // A module that failed to load is loaded again the next time.
    made.catch(() => (made = null));
    return made;
  };
}
