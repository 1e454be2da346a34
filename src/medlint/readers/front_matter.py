from dataclasses import dataclass
from medlint.document import Directive, Field
@dataclass(frozen=True)
class FrontMatter:
    fields: tuple[Field, ...] = ()
    directives: tuple[Directive, ...] = ()
    end: int = 0
def read_front_matter(source): return FrontMatter()
