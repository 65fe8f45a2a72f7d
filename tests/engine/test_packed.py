"""A packed table sums its rows as the plain one does."""

import unittest

import numpy as np

from bot.engine.packed import Packed


class Sums(unittest.TestCase):
    """What is read of the table."""

    def setUp(self) -> None:
        chance = np.random.default_rng(4)
        # Columns of very different sizes: each has a unit of its own.
        self.table = chance.standard_normal((500, 30)).astype(np.float32) * np.logspace(-4, 2, 30)

    def test_rows_sum_as_those_of_the_plain_table(self) -> None:
        rows, values = np.array([3, 77, 499]), np.array([0.5, -1.0, 0.25], np.float32)
        summed, plain = Packed(self.table).summed(values, rows), values @ self.table[rows]
        largest = np.abs(self.table).max(axis=0)
        self.assertLess(float((np.abs(summed - plain) / largest).max()), 1e-4)

    def test_a_row_lies_together_whatever_the_order_of_the_table(self) -> None:
        self.assertTrue(Packed(np.asfortranarray(self.table))._numbers.flags.c_contiguous)

    def test_an_empty_column_and_no_row_are_zero(self) -> None:
        table = np.zeros((4, 2), np.float32)
        table[:, 1] = 1.0
        self.assertEqual(
            Packed(table).summed(np.array([2.0], np.float32), np.array([1])).tolist(), [0.0, 2.0]
        )
        nothing = Packed(table).summed(np.zeros(0, np.float32), np.zeros(0, np.intp))
        self.assertEqual(nothing.tolist(), [0.0, 0.0])

    def test_packed_again_it_is_the_same(self) -> None:
        once = Packed(self.table)
        again = Packed(once.plain())
        np.testing.assert_allclose(again.plain(), once.plain(), rtol=1e-6, atol=0)


if __name__ == "__main__":
    unittest.main()
