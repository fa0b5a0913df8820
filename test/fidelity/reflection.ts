/** The three functions that @peculiar/x509's injector (tsyringe) wants on Reflect: it works without what they would keep. */
Object.assign(Reflect, {
  getMetadata: () => undefined,
  getOwnMetadata: () => undefined,
  defineMetadata: () => {},
})
