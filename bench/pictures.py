"""What a picture costs, from the upload to its renditions: processor time and peak memory.

Run by `make bench`, or alone: `python -m bench.pictures [--write]`. Each picture is brought in by
a process of its own, so that one's memory is not counted for another.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.photographs import encoded, photograph
from bench.tables import write_table

COLUMNS = ("picture", "bytes in", "upload, s", "renditions, s", "together, s", "peak, MB")


def jpeg_of_24_megapixels() -> bytes:
    return encoded(photograph((6_000, 4_000)), "JPEG", quality=92)


def png_of_12_megapixels() -> bytes:
    return encoded(photograph((4_000, 3_000)), "PNG", compress_level=3)


def animated_gif() -> bytes:
    frames = [photograph((800, 450), seed) for seed in range(24)]
    options = {"save_all": True, "append_images": frames[1:], "duration": 80}
    return encoded(frames[0], "GIF", **options)


PICTURES: dict[str, Callable[[], bytes]] = {
    "JPEG, 24 megapixels": jpeg_of_24_megapixels,
    "PNG, 12 megapixels": png_of_12_megapixels,
    "GIF, 800 × 450, 24 frames": animated_gif,
}


def main() -> None:
    rows = [_measured(name, make()) for name, make in PICTURES.items()]
    write_table("pictures", COLUMNS, rows, is_kept="--write" in sys.argv)


def _measured(name: str, content: bytes) -> list[str]:
    command = [sys.executable, "-m", "bench.pictures", "--one"]
    told = json.loads(
        subprocess.run(command, input=content, capture_output=True, check=True).stdout
    )
    upload, renditions = told["upload"], told["renditions"]
    return [
        *(name, f"{len(content) / 1e6:.1f} MB", f"{upload:.2f}", f"{renditions:.2f}"),
        *(f"{upload + renditions:.2f}", f"{told['peak'] / 1e6:.0f}"),
    ]


def bring_in_one() -> None:
    """Bring in what comes by standard input, in a database and a media folder of its own."""
    from bench.empty_site import empty_site

    with empty_site():
        import io

        from pictures.keep import fill, store
        from pictures.models.picture import Picture
        from pictures.renditions import make
        from pictures.upload import accept

        content = sys.stdin.buffer.read()
        start = time.process_time()
        picture = Picture()
        fill(picture, accept(io.BytesIO(content), len(content)))
        store(picture)
        picture.save()
        uploaded = time.process_time()
        make(picture)
        told = {
            "upload": uploaded - start,
            "renditions": time.process_time() - uploaded,
            "peak": _peak_bytes(),
        }
    sys.stdout.write(json.dumps(told))


def _peak_bytes() -> int:
    """The most memory this process has held; not, as `ru_maxrss` has it, its parent's too."""
    status = Path("/proc/self/status")
    if not status.exists():  # no Linux
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    if "--one" in sys.argv:
        bring_in_one()
    else:
        main()
