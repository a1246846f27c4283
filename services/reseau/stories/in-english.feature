# language: en
Feature: The same network in English

  Scenario: A visitor reads a project and its lab in English
    Given a visitor
    When she chooses the language "English"
    And she opens "Projects"
    Then she sees 36 results
    When she filters "Theme" by "Access to rights"
    Then she sees 5 results
    When she opens "Happy FLE"
    Then she sees "Learning French through play, with and for refugees."
    And she does not see "Apprendre le français"

  Scenario: The reading notices exist in English too
    Given a visitor
    When she chooses the language "English"
    And she opens "Reading notices"
    And she searches for "Ariège"
    And she opens "“Arrière” for Ariège"
    Then she sees "The department of Occitanie is called Ariège."
