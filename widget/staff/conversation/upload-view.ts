import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { limits } from '../../../shared/limits.ts'
import { fileSizeText } from '../../ui/file-size.ts'
import type { StaffApiError } from '../api/client.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import type { StaffTexts } from '../locales/en.ts'
import type { UploadItem, UploadList } from './upload-list.ts'

/** The same file would fail again. */
const hopeless: ReadonlySet<string> = new Set(['attachment_too_large', 'attachment_empty', 'attachment_type_refused'])

/** The files below the text, each with its progress and a way out. */
export function renderUploads(texts: StaffTexts, list: UploadList): TemplateResult | typeof nothing {
  if (list.items.length === 0) return nothing
  return html`<ul class="uploads" aria-label=${texts.composer.files}>
    ${repeat(
      list.items,
      (item) => item.key,
      (item) => renderUpload(texts, list, item),
    )}
  </ul>`
}

function renderUpload(texts: StaffTexts, list: UploadList, item: UploadItem): TemplateResult {
  const { composer } = texts
  const removeLabel = item.state === 'uploading' ? composer.cancelUpload(item.name) : composer.removeFile(item.name)
  const percent = Math.round(item.share * 100)
  return html`<li class="upload ${item.state}">
    ${icon(item.state === 'failed' ? 'warning' : 'file')}
    <span class="upload-name" title=${item.name}>${item.name}</span>
    <span class="upload-size"
      >${item.error ? html`<span role="alert">${fileProblem(texts, item.error)}</span>` : fileSizeText(item.sizeBytes, texts.language)}</span
    >
    ${item.state === 'uploading' ? html`<progress max="100" .value=${percent} aria-label=${composer.uploading(item.name, percent)}></progress>` : nothing}
    ${
      item.state === 'failed' && item.file && !(item.error && hopeless.has(item.error.code))
        ? html`<button
            class="upload-act"
            type="button"
            aria-label=${composer.retryUpload(item.name)}
            title=${composer.retryUpload(item.name)}
            @click=${() => list.retry(item.key)}
          >
            ${icon('reopen')}
          </button>`
        : nothing
    }
    <button class="upload-act" type="button" aria-label=${removeLabel} title=${removeLabel} @click=${() => list.remove(item.key)}>
      ${icon('close')}
    </button>
  </li>`
}

function fileProblem(texts: StaffTexts, error: StaffApiError): string {
  if (error.code === 'attachment_too_large') return texts.composer.fileTooLarge(fileSizeText(limits.attachmentMaxBytes, texts.language))
  return errorText(texts, error)
}
