"""The language tables of packs: vocabulary, cues, abbreviations, study grammar."""

import re
from collections.abc import Sequence
from pathlib import Path

from pydantic import RootModel

from medlint.checks.fact_table import load_fact_tables
from medlint.errors import Problem, UserError
from medlint.knowledge.compiled import load_knowledge
from medlint.knowledge.limits import load_limits
from medlint.knowledge.outlets import load_outlets
from medlint.knowledge.retracted import load_retracted
from medlint.language.abbreviations import Abbreviations, AbbreviationsFile
from medlint.language.approved import ApprovedFile, ApprovedWording
from medlint.language.claims import ClaimReader
from medlint.language.context import ContextEngine, CuesFile
from medlint.language.inflect import Inflections, InflectionsFile
from medlint.language.mentions import MentionFinder
from medlint.language.phrases import Notation, PhraseError
from medlint.language.predicates import Predicates, PredicatesFile
from medlint.language.resources import Language
from medlint.language.studies import StudiesFile, StudyGrammar
from medlint.language.traits import TraitReader
from medlint.language.units import Units, UnitsFile
from medlint.schema import YamlFile, decode, read_yaml_path

_NAME = re.compile(r"[a-z0-9-]+")


class VocabularyFile(RootModel[dict[str, list[str]]]):
    """`language/vocabulary.yml`: word lists that phrases name in angle brackets."""


def load_language(folders: Sequence[Path]) -> Language:
    """Load the tables of the first folder, and the vocabularies of all of them.

    Raises:
        UserError: every mistake in every table.
    """
    core = folders[0] / "language"
    inflections = Inflections.from_file(
        decode(InflectionsFile, read_yaml_path(core / "inflections.yml"))
    )
    abbreviations = Abbreviations.from_file(
        decode(AbbreviationsFile, read_yaml_path(core / "abbreviations.yml"))
    )
    notation = Notation(inflections, _vocabulary(folders, inflections))
    cues = decode(CuesFile, read_yaml_path(core / "cues.yml"), notation)
    studies = decode(StudiesFile, read_yaml_path(core / "studies.yml"), notation)
    grammar = StudyGrammar(studies, notation)
    return Language(
        abbreviations,
        notation,
        ContextEngine(cues, notation),
        grammar,
        TraitReader(studies.traits, notation, grammar),
        _claims(folders[0], notation),
        _approved(folders),
        load_fact_tables(folders, notation),
        load_outlets(folders[0] / "knowledge"),
        load_retracted(folders[0] / "knowledge"),
        Units(decode(UnitsFile, read_yaml_path(core / "units.yml"))),
        load_limits(folders[0] / "knowledge"),
    )


def _claims(core: Path, notation: Notation) -> ClaimReader:
    file = read_yaml_path(core / "language" / "predicates.yml")
    try:
        predicates = Predicates(decode(PredicatesFile, file), notation)
    except PhraseError as error:
        raise UserError([Problem(path=file.path, message=str(error))]) from error
    knowledge = load_knowledge(core / "knowledge")
    return ClaimReader(MentionFinder(knowledge, notation.inflections), predicates)


def _approved(folders: Sequence[Path]) -> ApprovedWording:
    paths = [folder / "claims.yml" for folder in folders]
    files = [read_yaml_path(path) for path in paths if path.is_file()]
    return ApprovedWording([s for f in files for s in decode(ApprovedFile, f).approved])


def _vocabulary(
    folders: Sequence[Path], inflections: Inflections
) -> dict[str, list[str]]:
    merged: dict[str, list[str]] = {}
    files: list[tuple[YamlFile, dict[str, list[str]]]] = []
    problems: list[Problem] = []
    for folder in folders:
        path = folder / "language" / "vocabulary.yml"
        if path.is_file():
            file = read_yaml_path(path)
            words = decode(VocabularyFile, file).root
            files.append((file, words))
            for name in words.keys() & merged.keys():
                message = f"the vocabulary <{name}> exists in another pack"
                problems.append(file.problem((name,), message, key=True))
            merged |= words
    notation = Notation(inflections, merged)
    for file, words in files:
        problems += _phrase_problems(file, words, notation)
    if problems:
        raise UserError(problems)
    return merged


def _phrase_problems(
    file: YamlFile, words: dict[str, list[str]], notation: Notation
) -> list[Problem]:
    problems: list[Problem] = []
    for name, phrases in words.items():
        if not _NAME.fullmatch(name):
            message = "a vocabulary's name is small letters, digits and hyphens"
            problems.append(file.problem((name,), message, key=True))
        if not phrases:
            message = f"the vocabulary <{name}> is empty"
            problems.append(file.problem((name,), message, key=True))
        for i, phrase in enumerate(phrases):
            try:
                notation.compile(phrase)
            except PhraseError as error:
                problems.append(file.problem((name, i), str(error)))
    return problems
