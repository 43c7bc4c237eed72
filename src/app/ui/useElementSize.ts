import { useEffect, useState, type RefObject } from 'react'

/** Measures an element in CSS pixels, again whenever its size changes; undefined before it is laid out. */
export function useElementSize(
  element: RefObject<Element | null>,
): { readonly width: number; readonly height: number } | undefined {
  const [size, setSize] = useState<{ width: number; height: number }>()
  useEffect(() => {
    if (!element.current) return
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return
      const { width, height } = entry.contentRect
      setSize(width > 0 && height > 0 ? { width, height } : undefined)
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return size
}
