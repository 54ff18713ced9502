/** What we use of libheif-js 1.23 (libheif with libde265, as WebAssembly in one file). */
declare module "libheif-js/wasm-bundle.js" {
  interface Handle {
    delete(): void;
  }
  interface Problem {
    readonly code: object | number;
    readonly message: string;
  }
  interface Channel {
    readonly id: object;
    readonly stride: number;
    readonly width: number;
    readonly height: number;
    readonly data: Uint8Array;
  }
  interface Decoded {
    readonly image: Handle;
    readonly channels: readonly Channel[];
  }
  const library: {
    heif_context_alloc(): Handle;
    heif_context_free(context: Handle): void;
    heif_context_read_from_memory(context: Handle, bytes: Uint8Array): Problem;
    heif_js_context_get_primary_image_handle(context: Handle): Handle | Problem;
    heif_image_handle_release(handle: Handle): void;
    heif_image_handle_has_alpha_channel(handle: Handle): number;
    /** Resolves with pixels, or with what went wrong. */
    heif_js_decode_image2(handle: Handle, colorspace: object, chroma: object): Promise<Decoded | Problem>;
    heif_image_release(image: Handle): void;
    readonly heif_error_code: { readonly heif_error_Ok: object };
    readonly heif_colorspace: { readonly heif_colorspace_RGB: object };
    readonly heif_chroma: {
      readonly heif_chroma_interleaved_RGB: object;
      readonly heif_chroma_interleaved_RGBA: object;
    };
  };
  export default library;
}
