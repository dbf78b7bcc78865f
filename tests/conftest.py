"""Fixtures every suite shares."""
