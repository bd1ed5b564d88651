"""Make the two static TrueType fonts of the reports from the variable font of the font pack (once, at set-up)."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

VARIABLE = "justmytype_intl_cjk/fonts/ofl/notosanskr/NotoSansKR[wght].ttf"
LICENCE = "justmytype_intl_cjk/fonts/ofl/notosanskr/OFL.txt"
WEIGHTS = (400, 700)


def build(wheel: Path, folder: Path) -> None:
    """Write ``NotoSansKR-400.ttf`` and ``-700.ttf`` (about 6 MB each, 8 s each) and the licence beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        (folder / "OFL.txt").write_bytes(archive.read(LICENCE))
        variable = folder / "variable.ttf"
        variable.write_bytes(archive.read(VARIABLE))
    for weight in WEIGHTS:
        font = instancer.instantiateVariableFont(TTFont(variable), {"wght": weight})
        font.save(folder / f"NotoSansKR-{weight}.ttf")
        print(f"  font of weight {weight} made")
    variable.unlink()


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
