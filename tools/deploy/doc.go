// Deploy brings a published folder to a store of objects: S3 and what speaks as
// it does, Google Cloud Storage, Azure Blob Storage. Hugo's deployer does the
// work, as [deployment] in config.toml tells it; this program decides what may be
// deployed, and in which order.
//
// It is a binary of its own, built with Hugo's tag withdeploy: so that no library
// of a cloud is part of the one that proves.
package main
