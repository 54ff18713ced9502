import { useMutation } from "@tanstack/react-query";
import { server } from "../../server/client.ts";
import { useDrafts, type Draft } from "./drafts.tsx";

/** Where an upload is, as every browser can show it. */
export const uploadUrl = (id: string): string => `/api/v1/uploads/${encodeURIComponent(id)}/content?shown=true`;

/**
 * For `onError` of a draft's picture: what this browser cannot show (HEIC, TIFF) is sent ahead, and shown as the server
 * decodes it. The upload then stands for the file, which is not sent again. What no picture is, the inspection says.
 */
export const useShownPicture = ({
  id,
  image,
  pictureUrl,
}: Draft): { readonly show: () => void; readonly busy: boolean } => {
  const { dispatch } = useDrafts();
  const { mutate, isPending } = useMutation({
    mutationFn: (file: Blob) => server().upload(file),
    onSuccess: (upload) => {
      dispatch({ type: "change", id, change: { image: { upload: upload.id }, pictureUrl: uploadUrl(upload.id) } });
      URL.revokeObjectURL(pictureUrl);
    },
  });
  const show = (): void => {
    if (image instanceof Blob && !isPending) mutate(image);
  };
  return { show, busy: isPending };
};
