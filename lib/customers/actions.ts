/** What each view asks for, by its place: loaded with the view, so that nothing of one is there before it is opened. */
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

/** Made when a view is opened for the first time; what it holds is there when it is opened again. */
function once<A>(make: () => Promise<A>): () => Promise<A> {
  let made: Promise<A> | null = null;
  return () => {
    made ??= make();
    // What could not be loaded is tried again.
    made.catch(() => (made = null));
    return made;
  };
}
