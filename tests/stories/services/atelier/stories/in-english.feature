Feature: Borrow a tool, in English

  Scenario Outline: Each tool has its line, even without a mouse
    Given a visitor with the keyboard alone
    When she opens "Outils"
    Then she sees the link "<tool>"
    And the page has no accessibility fault

    Examples:
      | tool        |
      | Marteau     |
      | Scie à bois |

  Scenario: A page without scripts is looked at all the same
    Given a visitor without JavaScript
    When he opens "Outils"
    Then he sees the link "Marteau"
    And the page has no accessibility fault

  Scenario: What the network gives back
    Given a visitor
    When he opens the service
    And he loses the network
    Then he sees "Venez avec un projet"
    When he regains the network then opens "Outils"
    Then he sees the rows in "Outils"
      | Marteau     |
      | Scie à bois |
