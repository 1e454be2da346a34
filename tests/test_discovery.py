import os
import subprocess
from pathlib import Path

import pytest

from medlint.discovery import Discovered, discover


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(root: Path, *names: str, text: str = "x") -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def repository(root: Path, ignored: str = "") -> None:
    (root / ".git" / "info").mkdir(parents=True)
    write(root, ".gitignore", text=ignored)


def skipped(found: Discovered) -> list[str]:
    return [problem.path for problem in found.skipped]


def test_folders_are_walked_for_known_formats(here: Path) -> None:
    write(here, "b.md", "a.HTML", "c/d.txt", "c/e.mdx", "style.css", "c/data.json")
    write(here, ".hidden/x.md", ".draft.md", "node_modules/x.md", "__pycache__/x.md")
    write(here, "env/pyvenv.cfg", "env/lib/x.md", ".venv/x.md")
    assert discover(["."]).files == ("a.HTML", "b.md", "c/d.txt", "c/e.mdx")
    assert skipped(discover(["."])) == []


def test_documents_without_a_reader_are_listed(here: Path) -> None:
    write(here, "a.docx", "b/c.PDF", "d.rst", "e.md")
    found = discover(["."])
    assert found.files == ("e.md",)
    assert [(p.path, p.message) for p in found.skipped] == [
        ("a.docx", "Word files cannot be read yet"),
        ("b/c.PDF", "PDF files cannot be read yet"),
        ("d.rst", "reStructuredText files cannot be read yet"),
    ]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (".", "docs/a b 😀.md"),
        ("docs", "docs/a b 😀.md"),
        ("docs/", "docs/a b 😀.md"),
        ("./docs", "./docs/a b 😀.md"),
        ("docs/../docs", "docs/../docs/a b 😀.md"),
        ("docs/a b 😀.md", "docs/a b 😀.md"),
    ],
)
def test_paths_are_shown_as_given(given: str, shown: str, here: Path) -> None:
    write(here, "docs/a b 😀.md")
    assert discover([given]).files == (shown,)


def test_named_files_are_always_taken(here: Path) -> None:
    repository(here, "*.md\n")
    write(here, "a.md", ".hidden.md", "notes.xyz", "paper.rst")
    named = ["a.md", ".hidden.md", "notes.xyz", "paper.rst"]
    assert discover(named, exclude=["*"]).files == tuple(sorted(named))


def test_a_file_is_taken_once_by_the_name_it_was_given(here: Path) -> None:
    write(here, "docs/a.md", "docs/b.md")
    found = discover(["docs", "./docs/a.md", "docs/a.md", ".", "docs"])
    assert found.files == ("./docs/a.md", "docs/b.md")


def test_missing_paths_are_reported(here: Path) -> None:
    write(here, "a.md")
    found = discover(["gone.md", "a.md", "no\0name", "a.md/b.md"])
    assert found.files == ("a.md",)
    assert [p.path for p in found.missing] == ["a.md/b.md", "gone.md", "no\0name"]
    assert all(p.message for p in found.missing)


def test_gitignore_holds_at_every_level(here: Path) -> None:
    repository(here, "build/\n*.txt\n/only-top.md\n# comment\n\n")
    write(here / ".git/info", "exclude", text="secret.md\n")
    write(here, "docs/.gitignore", text="!keep.txt\ndrafts/*\n!drafts/good.md\n")
    write(here, "a.md", "a.txt", "only-top.md", "secret.md", "build/b.md")
    write(here, "docs/only-top.md", "docs/keep.txt", "docs/x.txt", "docs/secret.md")
    write(here, "docs/drafts/bad.md", "docs/drafts/good.md", "docs/build/c.md")
    expected = ("docs/drafts/good.md", "docs/keep.txt", "docs/only-top.md")
    assert discover(["."]).files == ("a.md", *expected)
    assert discover(["docs"]).files == expected


def test_gitignore_agrees_with_git(here: Path) -> None:
    subprocess.run(["git", "init", "-q"], check=True)
    write(
        here, ".gitignore", text="*.txt\n!a.txt\nout/\n/deep/*/x.md\n**/tmp\n\\#h.md\n"
    )
    write(here, "deep/.gitignore", text="*.md\n!y/**\n")
    write(here, "deep/y/.gitignore", text="z.md\n")
    write(here, "a.txt", "b.txt", "out/a.md", "m/out/b.md", "m/tmp/c.md", "m/n.md")
    write(here, "#h.md", "deep/a.md", "deep/y/x.md", "deep/y/z.md", "deep/y/w.md")
    listed = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    wanted = [n for n in listed if n and not Path(n).name.startswith(".")]
    assert discover(["."]).files == tuple(sorted(wanted))


def test_an_ignored_folder_that_was_named_is_walked(here: Path) -> None:
    repository(here, "build/\n*.txt\n")
    write(here, "build/a.md", "build/sub/b.md")
    write(here, "build/.gitignore", text="sub\n")
    assert discover(["build"]).files == ("build/a.md",)
    assert discover(["build"], exclude=["build"]).files == ("build/a.md",)


def test_patterns_above_the_repository_do_not_count(here: Path) -> None:
    write(here, ".gitignore", text="*.md\n")
    repository(here / "repo")
    write(here, "repo/a.md")
    assert discover(["repo"]).files == ("repo/a.md",)


def test_exclude_of_a_work_tree_lies_with_the_repository(here: Path) -> None:
    repository(here / "main")
    write(here, "main/.git/info/exclude", text="x.md\n")
    write(here, "main/.git/worktrees/w/commondir", text="../..\n")
    write(here, "w/.git", text="gitdir: ../main/.git/worktrees/w\n")
    write(here, "w/x.md", "w/y.md")
    assert discover(["w"]).files == ("w/y.md",)


@pytest.mark.parametrize(
    ("patterns", "files"),
    [
        ((), ("a.md", "docs/b.md", "docs/old/c.md")),
        (("old/",), ("a.md", "docs/b.md")),
        (("docs",), ("a.md",)),
        (("/a.md", "docs/old"), ("docs/b.md",)),
        (("*.md", "!b.md"), ("docs/b.md",)),
    ],
)
def test_exclude(patterns: tuple[str, ...], files: tuple[str, ...], here: Path) -> None:
    write(here, "a.md", "docs/b.md", "docs/old/c.md")
    assert discover(["."], exclude=patterns).files == files


def test_exclude_is_relative_to_its_own_folder(here: Path) -> None:
    write(here, "site/a.md", "site/docs/a.md", "other/a.md")
    found = discover(["."], exclude=["/a.md"], exclude_root="site")
    assert found.files == ("other/a.md", "site/docs/a.md")


def test_unreadable_patterns_are_passed_over(here: Path) -> None:
    repository(here, "!\n[z-a].md\nb.md\n")
    (here / "docs").mkdir()
    (here / "docs" / ".gitignore").write_bytes(b"\xff\xfe*.md\n")
    write(here, "a.md", "b.md", "docs/c.md")
    assert discover(["."]).files == ("a.md", "docs/c.md")


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
class TestLinks:
    def test_loops_end_and_files_are_taken_once(self, here: Path) -> None:
        write(here, "docs/a.md", "docs/sub/b.md")
        (here / "docs/sub/up").symlink_to("..")
        (here / "docs/a-link").symlink_to("sub")
        (here / "docs/0.md").symlink_to("a.md")
        (here / "docs/self").symlink_to("self")
        assert discover(["docs"]).files == ("docs/a.md", "docs/sub/b.md")

    def test_links_to_what_is_not_walked_are_followed(self, here: Path) -> None:
        write(here, "docs/.src/a.md", "docs/raw/b.data")
        (here / "docs/shown").symlink_to(".src")
        (here / "docs/b.md").symlink_to("raw/b.data")
        assert discover(["docs"]).files == ("docs/b.md", "docs/shown/a.md")

    def test_links_that_lead_out_are_listed(self, here: Path) -> None:
        write(here, "secret/a.md", "docs/b.md")
        (here / "docs/out").symlink_to("../secret")
        (here / "docs/c.md").symlink_to("../secret/a.md")
        found = discover(["docs"])
        assert found.files == ("docs/b.md",)
        assert skipped(found) == ["docs/c.md", "docs/out"]
        assert discover(["docs/out"]).files == ("docs/out/a.md",)

    def test_links_to_nothing_are_listed(self, here: Path) -> None:
        write(here, "docs/b.md")
        (here / "docs/c.md").symlink_to("gone.md")
        assert skipped(discover(["docs"])) == ["docs/c.md"]
        assert [p.path for p in discover(["docs/c.md"]).missing] == ["docs/c.md"]


def test_a_folder_that_cannot_be_listed_is_a_problem(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here, "a.md", "locked/b.md")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = discover(["."])
    assert found.files == ("a.md",)
    assert [(p.path, p.message) for p in found.unreadable] == [
        ("locked", "the folder cannot be listed: Permission denied")
    ]


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_names_that_are_not_text(here: Path) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    write(here, name)
    assert discover(["."]).files == (name,)


def test_deep_folders(here: Path) -> None:
    deep = "/".join(["d"] * 400)
    write(here, f"{deep}/a.md")
    assert discover(["."]).files == (f"{deep}/a.md",)


def test_pipes_in_folders_are_skipped_and_named_ones_taken(here: Path) -> None:
    write(here, "a.md")
    os.mkfifo(here / "pipe.md")
    assert discover(["."]).files == ("a.md",)
    assert skipped(discover(["."])) == ["pipe.md"]
    assert discover(["pipe.md"]).files == ("pipe.md",)
