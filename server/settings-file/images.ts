import { buffer } from 'node:stream/consumers'
import { uploadedImagePattern } from '../../shared/theme.ts'
import type { ImageInFile, SettingsFile } from '../../shared/settings-file.ts'
import { findImage } from '../brand/brand-image.repo.ts'
import { uploadImage } from '../brand/upload-image.ts'
import type { Deps } from '../deps.ts'
import { attempt, type FileContext } from './file-context.ts'
import { problemAt } from './problem.ts'

/** The uploaded images that the looks in a file show, with their bytes: they are in no other file. */
export async function imagesToFile({ db, files }: Pick<Deps, 'db' | 'files'>, file: SettingsFile): Promise<ImageInFile[]> {
  const themes = [file.brand, ...(file.portals ?? []).map(({ theme }) => theme)]
  const paths = new Set(
    themes.flatMap((theme) => [theme?.logoUrl, theme?.faviconUrl]).filter((url) => url && uploadedImagePattern.test(url)),
  )
  const images: ImageInFile[] = []
  for (const path of [...paths].sort()) {
    if (!path) continue
    const row = await findImage(db, hashIn(path))
    if (!row) continue
    const bytes = await buffer(await files.read(row.store_key))
    images.push({ path, data: bytes.toString('base64') })
  }
  return images
}

/** Keeps the images of a file; one that is there already is that one. */
export async function imagesFromFile(context: FileContext, images: readonly ImageInFile[]): Promise<void> {
  for (const { path, data } of images) {
    const place = `images.${path}`
    await attempt(context, place, async () => {
      const { url } = await uploadImage(context.deps, context.accountId, new Blob([Buffer.from(data, 'base64')]).stream())
      if (url !== path) context.problems.push(problemAt(`${place}.data`, 'invalid', 'is another image than its path says.'))
    })
  }
}

function hashIn(path: string): string {
  return path.slice('/brand/'.length, path.lastIndexOf('.'))
}
