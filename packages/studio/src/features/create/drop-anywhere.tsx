import { useEffect, useState, type DragEvent, type ReactNode } from "react";
import { useTakePictures } from "./take-pictures.ts";

const filesOf = (data: DataTransfer | null): readonly File[] => [...(data?.files ?? [])];
const hasFiles = (data: DataTransfer): boolean => data.types.includes("Files");

/** The whole window takes a drop, on every page; and a paste, except of text into a field. */
export const DropAnywhere = ({ children }: { readonly children: ReactNode }) => {
  const take = useTakePictures();
  const [over, setOver] = useState(false);

  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const pictures = filesOf(event.clipboardData).filter(({ type }) => type.startsWith("image/"));
      if (pictures.length === 0) return;
      event.preventDefault();
      take(pictures);
    };
    window.addEventListener("paste", paste);
    return () => window.removeEventListener("paste", paste);
  }, [take]);

  const enter = (event: DragEvent): void => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    setOver(true);
  };
  const leave = (event: DragEvent): void => {
    if (event.relatedTarget === null) setOver(false);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const files = filesOf(event.dataTransfer);
    if (files.length > 0) take(files);
  };
  return (
    <div className="studio" data-state={over ? "over" : undefined} onDragOver={enter} onDragLeave={leave} onDrop={drop}>
      {children}
    </div>
  );
};
